import type { ReminderChoices } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';

type StoppedProduct = ReminderChoices['stoppedProducts'][number];

export function StoppedProducts({ products, busy, onResume }: {
  readonly products: readonly StoppedProduct[];
  readonly busy: boolean;
  readonly onResume: (product: StoppedProduct) => Promise<void>;
}) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('choices.stopped-products')}</h2>
      {products.length === 0 && <p className="soft">{t('choices.none-stopped')}</p>}
      <ul className="stopped">
        {products.map((product) => (
          <li key={product.cycleId} className="card">
            <span>{product.productName}</span>
            <button type="button" className="second" disabled={busy} onClick={() => void onResume(product)}>
              {t('shelf.resume')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
