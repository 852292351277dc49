/**
 * What a person decided about a row that asked.
 *
 * `skip`: this row is left out · `take`: this row's version replaces the other (which is then left out, or changed if it
 * is the shop's) · `separate`: it becomes a product of its own, without the code that is taken.
 */
export type Decision = 'skip' | 'take' | 'separate';
