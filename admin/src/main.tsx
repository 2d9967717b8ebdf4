import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router-dom';
import { App } from './App';
import { FrontDoor } from './front-door/FrontDoor';

const router = createBrowserRouter(
  [
    { path: '/w/:workspaceId/*', element: <App /> },
    { path: '*', element: <FrontDoor /> },
  ],
  { basename: '/admin' },
);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
