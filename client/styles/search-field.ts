/** The search field that scanners aim at: 48 high, teal when it listens. Shared by till, goods, stock and receiving. */
import { css } from 'lit';

export const searchField = css`
  .search {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 48px;
    padding: 0 6px 0 14px;
    border: 1px solid var(--hc-edge);
    border-radius: 6px;
    background: var(--hc-surface);
    color: var(--hc-text-2);
  }
  .search.small {
    height: var(--hc-control);
    padding-left: 10px;
  }
  .search:focus-within {
    border-color: var(--hc-primary);
    box-shadow: 0 0 0 1.5px var(--hc-primary);
  }
  .search input {
    flex: 1;
    min-width: 0;
    height: 100%;
    border: 0;
    background: none;
    color: var(--hc-text);
    font: inherit;
    font-size: 16px;
    outline: none;
    text-overflow: ellipsis;
    appearance: none;
  }
  .search.small input {
    font-size: 14px;
  }
  @media (max-width: 599px) {
    .search.small input {
      font-size: 16px;
    }
  }
  .search input::placeholder {
    color: var(--hc-text-3);
    opacity: 1;
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .search kbd {
    margin-right: 8px;
    color: var(--hc-text-3);
  }
`;
