/** Code that breaks the rules of the architecture, for the tests which must find that. */
package planted.careless;
