package app.accord.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.intake.DataImport;
import app.accord.intake.Importing;
import app.accord.intake.Imports;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long it takes to check and carry out an import, to receive the same feed once more,
 * to import a payment of each customer, and to take both back. Run by
 * {@code bench/import}.
 */
public final class ImportBench {

	private static final long SEED = 20261122;

	private static final Actor PROGRAM = new Actor(ActorKind.PROGRAM, "bench", "Bench", Channel.API);

	private static final String[] GIVEN = "Ada Bea Carl Dora Emil Fay Gus Hana Ivo Jo Kim Lia Max Nia Oli Pia Quin Rosa Sam Tess"
		.split(" ");

	private static final String[] SYLLABLES = "ber lin mor tan ker sel dor fen gar hil jen kol lam nor pet ros sim tor val wes"
		.split(" ");

	private ImportBench() {
	}

	/**
	 * @param arguments how many rows; 100,000 if not said
	 */
	public static void main(String[] arguments) throws Exception {
		int rows = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100_000;
		BenchProgram.run("import", (program, server) -> run(program, rows));
	}

	private static void run(ConfigurableApplicationContext program, int rows) throws Exception {
		Importing importing = program.getBean(Importing.class);
		Imports imports = program.getBean(Imports.class);
		Path file = file(rows);
		try {
			BenchProgram.forgetPeakHeap();
			BenchProgram.say("%,d rows, %,d kB, seed %d", rows, Files.size(file) / 1000, SEED);
			once(importing, imports, file, "first time");
			long second = once(importing, imports, file, "same feed again");
			BenchProgram.say("heap at its peak %,d MiB", BenchProgram.peakHeap() >> 20);
			long began = System.nanoTime();
			long first = second - 1;
			importing.undoNow(first);
			DataImport undone = imports.find(first).orElseThrow();
			BenchProgram.say("undone: %,d, %,d stay: %.1f s", undone.undoDone(), undone.undoKept(), since(began));
			once(importing, imports, file, "customers once more");
			Path payments = payments(rows);
			long paid = once(importing, imports, payments, "payments of all of them");
			Files.delete(payments);
			long undoing = System.nanoTime();
			importing.undoNow(paid);
			BenchProgram.say("payments undone: %,d: %.1f s", imports.find(paid).orElseThrow().undoDone(),
					since(undoing));
		}
		finally {
			Files.delete(file);
		}
	}

	private static long once(Importing importing, Imports imports, Path file, String what) throws Exception {
		long began = System.nanoTime();
		long id;
		try (InputStream content = Files.newInputStream(file)) {
			id = importing.receive(what.startsWith("payments") ? "payments.csv" : "bench.csv", content, false, PROGRAM);
		}
		double received = since(began);
		began = System.nanoTime();
		importing.checkNow(id, importing.look(id, null).plan(), PROGRAM);
		double checked = since(began);
		began = System.nanoTime();
		importing.runNow(id);
		BenchProgram.say("%s: received %.1f s, checked %.1f s, carried out %.1f s; %s", what, received, checked,
				since(began), imports.find(id).orElseThrow().counts());
		return id;
	}

	private static double since(long began) {
		return (System.nanoTime() - began) / 1e9;
	}

	private static Path payments(int rows) throws Exception {
		Path file = Files.createTempFile("bench", ".csv");
		try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
			out.write("customer,number,date,amount,method\n");
			for (int i = 1; i <= rows; i++) {
				out.write("%d,P-%d,2025-%02d-%02d,%d.50,card%n".formatted(i, i, 1 + i % 12, 1 + i % 28, 1 + i % 90));
			}
		}
		return file;
	}

	private static Path file(int rows) throws Exception {
		Random random = new Random(SEED);
		Path file = Files.createTempFile("bench", ".csv");
		try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
			out.write("Id,First name,Last name,Email,Phone,Street,City,State,Zip\n");
			for (int i = 1; i <= rows; i++) {
				String given = GIVEN[random.nextInt(GIVEN.length)];
				String family = SYLLABLES[random.nextInt(20)] + SYLLABLES[random.nextInt(20)]
						+ SYLLABLES[random.nextInt(20)];
				family = Character.toUpperCase(family.charAt(0)) + family.substring(1);
				int town = random.nextInt(400);
				String street = SYLLABLES[random.nextInt(20)] + SYLLABLES[random.nextInt(20)];
				out.write("%d,%s,%s,%s.%s%d@example.com,+1212%07d,%d %s Street,%sville,NY,%d%n".formatted(i, given,
						family, given.toLowerCase(), family.toLowerCase(), i, 2_000_000 + i, 1 + random.nextInt(900),
						street, SYLLABLES[town / 20] + SYLLABLES[town % 20], 12_000 + town));
			}
		}
		return file;
	}

}
