package app.accord.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import app.accord.database.Command;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;

/** {@code load telco FILE.csv} and {@code load retail FILE.csv}. */
@Component
class LoadCommand implements Command {

	private static final int REMARKS_SHOWN = 20;

	private static final long MILLIS_BETWEEN_LINES = 2000;

	private final Loading loading;

	private final LoadRuns runs;

	LoadCommand(Loading loading, LoadRuns runs) {
		this.loading = loading;
		this.runs = runs;
	}

	@Override
	public String name() {
		return "load";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) {
		LoadKind kind = LoadKind.valueOf(arguments.get(0).toUpperCase(Locale.ROOT));
		Path file = Path.of(arguments.get(1));
		try {
			byte[] content = Files.readAllBytes(file);
			long began = System.nanoTime();
			long[] spoken = { began };
			long run = this.loading.start(kind, file.getFileName().toString(), content,
					System.getProperty("user.name", "console"), Runnable::run, (now) -> {
						if (now.running() && System.nanoTime() - spoken[0] > MILLIS_BETWEEN_LINES * 1_000_000) {
							spoken[0] = System.nanoTime();
							out.printf(Locale.US, "  %,d of %,d rows, %d %% …%n", now.read(), now.total(),
									now.percent());
						}
					});
			return report(this.runs.find(run).orElseThrow(), (System.nanoTime() - began) / 1_000_000_000, out);
		}
		catch (Refusal ex) {
			out.println(file.getFileName() + ": " + ex.getMessage());
		}
		catch (IOException ex) {
			out.println("The file " + file + " can’t be read.");
		}
		return 1;
	}

	private int report(LoadRun run, long seconds, PrintStream out) {
		out.printf(Locale.US, "%s: %,d rows: %,d loaded, %,d unchanged, %,d refused; %,d with a remark. %d s%n",
				run.fileName(), run.total(), run.loaded(), run.unchanged(), run.refused(), run.reported(), seconds);
		List<LoadRemark> remarks = this.runs.remarks(run.id(), 0, REMARKS_SHOWN);
		remarks.forEach((remark) -> out.printf("  line %d%s: %s%n", remark.line(), remark.refused() ? " refused" : "",
				remark.remark()));
		int more = run.refused() + run.reported() - remarks.size();
		if (more > 0) {
			out.printf(Locale.US, "  … and %,d more; all of them are on the page /desk/admin/loads.%n", more);
		}
		if (run.failure() != null) {
			out.println(run.failure());
		}
		return (run.failure() != null) ? 1 : 0;
	}

}
