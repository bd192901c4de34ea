/**
 * Tests that ask all channels the same question: what they show at rest, and what they
 * show while everybody writes.
 */
package app.accord.consistency;
