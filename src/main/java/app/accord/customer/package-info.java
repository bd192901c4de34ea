/**
 * Who the customer is: names, contact points, numbers shown to people, the directory of
 * what names a customer, and search. May use the kernel only.
 */
package app.accord.customer;
