/**
 * Live screens: a change leaves a row in its own transaction, a dispatcher tells every
 * node after commit, and each node pushes a server-sent event to the screens that show
 * the customer.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.live;

import org.springframework.modulith.ApplicationModule;
