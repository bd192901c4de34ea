/**
 * What the tests stand on: a database for each test class, a clock that can be moved, a
 * browser, and the guard that reads every statement.
 */
package app.accord.testing;
