/**
 * Where the program keeps its data and how it starts: its own PostgreSQL under the data
 * folder or a configured one, refusals to start in one sentence, commands, and the report
 * that ends the start.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Database", allowedDependencies = {})
package app.accord.database;
