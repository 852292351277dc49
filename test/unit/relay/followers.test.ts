import { describe, expect, it } from 'vitest';
import { Followers } from '../../../relay/shops/followers.ts';

describe('followers of a shop', () => {
  it('RELAY-15: what is not on the disk yet is told of once it is there, and only once', () => {
    const followers = new Followers();
    const told: (readonly number[])[] = [];
    followers.add((changed) => told.push(changed));
    const places = [1, 2, 3];
    followers.tell([0, 2], places, 2);
    expect(told).toEqual([[0]]);
    followers.tell([], places, 2);
    expect(told).toEqual([[0]]);
    followers.note(1);
    followers.tell([], places, 3);
    expect(told).toEqual([[0], [2, 1]]);
    followers.tell([], places, 3);
    expect(told).toHaveLength(2);
  });

  it('nothing is kept for nobody', () => {
    const followers = new Followers();
    followers.note(0);
    followers.tell([0], [1], 1);
    const told: (readonly number[])[] = [];
    followers.add((changed) => told.push(changed));
    followers.tell([], [1], 1);
    expect(told).toEqual([]);
  });
});
