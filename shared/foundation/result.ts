/**
 * Recoverable errors are values: whatever a user, a file, a peer or a disk may do wrong comes back as `Err`.
 * Programming mistakes throw. The line: if the caller can sensibly go on, it is a Result.
 */
export type Result<T, E> = Ok<T> | Err<E>;
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}
export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });
