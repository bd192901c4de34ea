/**
 * The program dies at each of its named points and at random moments, comes back, and
 * nobody was charged, billed or written to twice.
 */
package app.accord.killed;
