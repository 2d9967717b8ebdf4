import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { ExpectedDatePage } from './expected-date/ExpectedDatePage.js';
import { ReminderChoicesPage } from './reminder-choices/ReminderChoicesPage.js';
import { ShelfPage } from './shelf/ShelfPage.js';
import { AskForLinkPage } from './sign-in/AskForLinkPage.js';
import { EnterPage } from './sign-in/EnterPage.js';

export function App() {
  return (
    <BrowserRouter basename="/portal">
      <Routes>
        <Route path="/enter" element={<EnterPage />} />
        <Route path="/sign-in" element={<AskForLinkPage />} />
        <Route path="/shelf" element={<ShelfPage />} />
        <Route path="/shelf/:cycleId/expected-date" element={<ExpectedDatePage />} />
        <Route path="/reminder-choices" element={<ReminderChoicesPage />} />
        <Route path="*" element={<Navigate to="/shelf" replace />} />
      </Routes>
    </BrowserRouter>
  );
}
