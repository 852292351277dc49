/**
 * Controls shared by shadow roots: buttons, chips, tags, native fields, avatars, keyboard hints. Native elements styled
 * once weigh less than a custom element per button and keep the till's first paint small.
 */
import { css } from 'lit';
import { tags } from './tags.ts';

export const controls = css`
  :host {
    box-sizing: border-box;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  [hidden] {
    display: none;
  }
  :focus-visible {
    outline: 2px solid var(--hc-primary);
    outline-offset: 2px;
  }
  /* Vaadin's fields draw the ring themselves, around the whole field. */
  vaadin-text-field > input:focus-visible,
  vaadin-text-area > textarea:focus-visible {
    outline: none;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
  }
  h3 {
    font-size: 14px;
    line-height: 22px;
    font-weight: 600;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--hc-control);
    padding: 0 14px;
    border: 1px solid var(--hc-edge);
    border-radius: 6px;
    background: var(--hc-surface);
    color: var(--hc-text);
    font: inherit;
    font-weight: 600;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color 100ms var(--hc-ease-in);
  }
  button:disabled {
    color: var(--hc-text-3);
    border-color: var(--hc-line);
    cursor: default;
  }
  button.primary,
  .button.primary {
    background: var(--hc-primary);
    border-color: var(--hc-primary);
    color: var(--hc-on-primary);
  }
  button.primary:disabled {
    background: var(--hc-sunken);
    border-color: var(--hc-line);
    color: var(--hc-text-3);
  }
  button.danger {
    color: var(--hc-danger-text);
    border-color: var(--hc-danger);
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--hc-primary-text);
    padding: 0 8px;
  }
  button.plain.danger {
    color: var(--hc-danger-text);
  }
  button.icon {
    width: var(--hc-control);
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--hc-text-2);
  }
  button.big,
  .button.big {
    min-height: 56px;
    font-size: 16px;
  }
  button.chip {
    border-radius: 999px;
    border-color: var(--hc-line);
    font-weight: 400;
    color: var(--hc-text-2);
    min-height: max(32px, calc(var(--hc-control) - 4px));
  }
  button.chip[aria-pressed="true"] {
    border-color: var(--hc-primary);
    background: var(--hc-primary-soft);
    color: var(--hc-primary-text);
    font-weight: 600;
  }
  ${tags}
  kbd {
    font: inherit;
    font-size: 12px;
    line-height: 16px;
    padding: 1px 5px;
    border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
    border-radius: 4px;
    font-weight: 400;
  }
  .avatar {
    display: inline-grid;
    place-items: center;
    width: 28px;
    height: 28px;
    border-radius: 999px;
    background: var(--hc-primary-soft);
    color: var(--hc-primary-text);
    font-size: 13px;
    line-height: 1;
    font-weight: 600;
    flex: none;
  }
  select {
    min-height: var(--hc-control);
    padding: 0 8px;
    border: 1px solid var(--hc-edge);
    border-radius: 6px;
    background: var(--hc-surface);
    color: var(--hc-text);
    font: inherit;
  }
  input.field,
  textarea.field,
  select.field {
    width: 100%;
    min-height: var(--hc-control);
    padding: 6px 10px;
    border: 1px solid var(--hc-edge);
    border-radius: 6px;
    background: var(--hc-surface);
    color: var(--hc-text);
    font: inherit;
  }
  input.field::placeholder,
  textarea.field::placeholder {
    color: var(--hc-text-3);
    opacity: 1;
  }
  input.field:focus-visible,
  textarea.field:focus-visible {
    outline: 2px solid var(--hc-primary);
    outline-offset: -1px;
  }
  label.field-label {
    display: grid;
    gap: 4px;
    color: var(--hc-text-2);
    font-size: 13px;
    line-height: 20px;
  }
  label.field-label > .field {
    font-size: 14px;
    line-height: 22px;
  }
  @media (max-width: 599px) {
    input.field,
    textarea.field,
    label.field-label > .field {
      font-size: 16px;
      line-height: 24px;
    }
  }
  .muted {
    color: var(--hc-text-2);
  }
  .small {
    font-size: 13px;
    line-height: 20px;
  }
  .hint {
    color: var(--hc-text-3);
    font-size: 12px;
    line-height: 16px;
  }
  .num {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .neg {
    color: var(--hc-danger-text);
    font-weight: 600;
  }
  .struck {
    text-decoration: line-through;
    color: var(--hc-text-3);
  }
  a {
    color: var(--hc-primary-text);
    font-weight: 600;
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none;
    }
  }
  @media (hover: hover) {
    button:hover:not(:disabled),
    .button:hover {
      background: var(--hc-sunken);
    }
    button.primary:hover:not(:disabled),
    .button.primary:hover {
      background: var(--hc-primary-hover);
      border-color: var(--hc-primary-hover);
    }
    button.danger:hover:not(:disabled) {
      background: var(--hc-danger-soft);
    }
    button.plain:hover:not(:disabled) {
      background: var(--hc-sunken);
    }
  }
  @media (max-width: 1199px) {
    kbd {
      display: none;
    }
  }
`;
