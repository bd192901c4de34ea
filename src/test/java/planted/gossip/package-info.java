/** A module that may use no other and does, for the test which must find that. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package planted.gossip;
