/** A module that another may not use. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package planted.secret;
