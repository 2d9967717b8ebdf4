import type { Product, RuleScope } from '@perennial/contract/admin';
import { useGetOne, useTranslate } from 'react-admin';

/** Which products a rule reminds of. */
export const RuleScopeInWords = ({ scope }: { readonly scope: RuleScope }) => {
  const translate = useTranslate();
  if (scope.kind === 'product') return <ProductName id={scope.productId} />;
  if (scope.kind === 'segment') return <>{translate('resources.rules.scopes.segment_named', { tag: scope.tag })}</>;
  return <>{scope.kind === 'category' ? translate('resources.rules.scopes.category_named', { category: scope.category }) : translate('resources.rules.scopes.everything')}</>;
};

const ProductName = ({ id }: { readonly id: string }) => <>{useGetOne<Product>('products', { id }).data?.name}</>;
