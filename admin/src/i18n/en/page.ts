export const page = {
  nothing_found: {
    title: 'Nothing matches',
    text: 'No row fits what you searched or filtered for. Try fewer words, or clear the filters.',
    clear: 'Clear filters',
  },
  back_to: 'Back to %{list}',
  days: '%{smart_count} day |||| %{smart_count} days',
  between_days: '%{from} to %{to} days',
  none: 'None',
  unknown: 'Not known',
};
