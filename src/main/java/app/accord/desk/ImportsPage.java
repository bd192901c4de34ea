package app.accord.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.csv.Csv;
import app.accord.customer.CustomerKind;
import app.accord.intake.DataImport;
import app.accord.intake.ImportEncodings;
import app.accord.intake.ImportKind;
import app.accord.intake.ImportPlan;
import app.accord.intake.ImportState;
import app.accord.intake.Importing;
import app.accord.intake.Imports;
import app.accord.intake.Look;
import app.accord.intake.NumberStyle;
import app.accord.intake.Target;
import app.accord.intake.Verdict;
import app.accord.refusal.Refusal;
import app.accord.time.DateStyle;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Data imports: files, how each is read, what becomes of its rows, and taking it back.
 */
@Controller
@RequestMapping("/desk/imports")
class ImportsPage {

	private static final int IMPORTS = 20;

	private static final int REMARKS = 50;

	private final Importing importing;

	private final Imports imports;

	ImportsPage(Importing importing, Imports imports) {
		this.importing = importing;
		this.imports = imports;
	}

	@GetMapping
	String show(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("form", new Upload(null, ""));
		return list(Math.clamp(page, 1, 100_000), model);
	}

	@GetMapping("/list")
	String listAlone(@RequestParam(defaultValue = "1") int page, Model model) {
		return list(Math.clamp(page, 1, 100_000), model) + " :: list";
	}

	@PostMapping
	String receive(@ModelAttribute("form") Upload form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		return Forms.attempt(errors, () -> {
			if (form.file() == null || form.file().isEmpty()) {
				throw new Refusal("file", "Choose a file that is not empty.");
			}
			try (InputStream content = form.file().getInputStream()) {
				long id = this.importing.receive(form.file().getOriginalFilename(), content, form.kind(), false, actor);
				return "redirect:/desk/imports/" + id;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}).orElseGet(() -> {
			list(1, model);
			return Forms.again(response, "desk/imports");
		});
	}

	/** A large file as it is, which no form could carry. */
	@PostMapping(path = "/stream", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	@ResponseBody
	ResponseEntity<String> stream(@RequestParam(defaultValue = "file.csv") String name,
			@RequestParam(defaultValue = "") String records, InputStream content, Actor actor) {
		try {
			long id = this.importing.receive(name, content, new Upload(null, records).kind(), false, actor);
			return ResponseEntity.created(URI.create("/desk/imports/" + id)).build();
		}
		catch (Refusal ex) {
			return ResponseEntity.unprocessableContent().contentType(MediaType.TEXT_PLAIN).body(ex.getMessage());
		}
	}

	@GetMapping("/formats")
	String formats(Model model) {
		model.addAttribute("kinds", ImportKind.values());
		return "desk/import-formats";
	}

	@GetMapping("/formats/{kind}.csv")
	void template(@PathVariable String kind, HttpServletResponse response) throws IOException {
		ImportKind wanted = Arrays.stream(ImportKind.values())
			.filter((each) -> each.name().equalsIgnoreCase(kind))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		Csv.begin(response, wanted.many()).write(wanted.template());
	}

	@GetMapping("/{id:\\d+}")
	String one(@PathVariable long id, @RequestParam(defaultValue = "") String verdict,
			@RequestParam(defaultValue = "1") int page, Model model) {
		DataImport one = find(id);
		if (one.state() == ImportState.PLANNING) {
			Look look = this.importing.look(id, null);
			model.addAttribute("form", PlanForm.of(look.plan()));
			return plan(one, look, model);
		}
		return report(one, verdict, Math.clamp(page, 1, 100_000), model);
	}

	@GetMapping("/{id}/progress")
	String progress(@PathVariable long id, Model model) {
		DataImport one = find(id);
		if (one.state() == ImportState.PLANNING) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return report(one, "", 1, model) + " :: progress";
	}

	@PostMapping("/{id}/plan")
	String plan(@PathVariable long id, @ModelAttribute("form") PlanForm form, BindingResult errors,
			@RequestParam(defaultValue = "") String act, Actor actor, Model model, HttpServletResponse response) {
		DataImport one = find(id);
		if (one.state() != ImportState.PLANNING) {
			return "redirect:/desk/imports/" + id;
		}
		return Forms.attempt(errors, () -> {
			ImportPlan plan = form.plan(one.plan());
			if (act.equals("look")) {
				Look look = this.importing.look(id, plan);
				model.addAttribute("form", PlanForm.of(look.plan()));
				return plan(one, look, model);
			}
			this.importing.check(id, plan, actor);
			return "redirect:/desk/imports/" + id;
		}).orElseGet(() -> {
			plan(one, this.importing.look(id, null).over(form.targets()), model);
			return Forms.again(response, "desk/import-plan");
		});
	}

	@PostMapping("/{id}/run")
	String run(@PathVariable long id) {
		find(id);
		this.importing.run(id);
		return "redirect:/desk/imports/" + id;
	}

	@PostMapping("/{id}/replan")
	String replan(@PathVariable long id) {
		find(id);
		this.importing.replan(id);
		return "redirect:/desk/imports/" + id;
	}

	@PostMapping("/{id}/stop")
	String stop(@PathVariable long id, Actor actor) {
		find(id);
		this.importing.stop(id, actor);
		return "redirect:/desk/imports/" + id;
	}

	@PostMapping("/{id}/discard")
	String discard(@PathVariable long id, RedirectAttributes redirect) {
		find(id);
		this.importing.discard(id);
		redirect.addFlashAttribute("toast", "Put away. Nothing of the file was taken in.");
		return "redirect:/desk/imports";
	}

	@GetMapping("/{id}/undo")
	String undoing(@PathVariable long id, Model model) {
		DataImport one = find(id);
		if (!one.undoable()) {
			return "redirect:/desk/imports/" + id;
		}
		model.addAttribute("one", one);
		model.addAttribute("undo", this.importing.previewUndo(id));
		return "desk/import-undo";
	}

	@PostMapping("/{id}/undo")
	String undo(@PathVariable long id) {
		find(id);
		this.importing.undo(id);
		return "redirect:/desk/imports/" + id;
	}

	@GetMapping("/{id}/{verdict}.csv")
	void rows(@PathVariable long id, @PathVariable String verdict, HttpServletResponse response) throws IOException {
		DataImport one = find(id);
		Verdict wanted = verdict(verdict.toUpperCase(java.util.Locale.ROOT));
		if (wanted == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		PrintWriter writer = new PrintWriter(Csv.begin(response, wanted.label() + "-rows-" + id));
		this.importing.giveBack(id, ran(one), wanted, (line) -> writer.write(line + "\r\n"));
		writer.flush();
	}

	private String list(int page, Model model) {
		List<DataImport> shown = this.imports.page(page - 1, IMPORTS);
		model.addAttribute("imports", shown);
		model.addAttribute("records", ImportKind.values());
		model.addAttribute("working", shown.stream().anyMatch((one) -> one.state().working()));
		model.addAttribute("page", page);
		model.addAttribute("pages", (this.imports.count() + IMPORTS - 1) / IMPORTS);
		return "desk/imports";
	}

	private String plan(DataImport one, Look look, Model model) {
		model.addAttribute("one", one);
		model.addAttribute("look", look);
		model.addAttribute("same", this.imports.sameFile(one.id()).orElse(null));
		model.addAttribute("encodings", ImportEncodings.all());
		model.addAttribute("separators", ImportEncodings.separators());
		model.addAttribute("styles", DateStyle.values());
		model.addAttribute("kinds", CustomerKind.values());
		model.addAttribute("doubtful", ImportPlan.Doubtful.values());
		model.addAttribute("targets", look.plan().records().targets());
		model.addAttribute("records", ImportKind.values());
		model.addAttribute("numberStyles", NumberStyle.values());
		model.addAttribute("openBills", ImportPlan.OpenBills.values());
		model.addAttribute("sources", this.importing.sources());
		return "desk/import-plan";
	}

	private String report(DataImport one, String verdict, int page, Model model) {
		Verdict wanted = verdict(verdict);
		boolean ran = ran(one);
		model.addAttribute("one", one);
		model.addAttribute("counts", one.shown());
		model.addAttribute("verdict", wanted);
		model.addAttribute("verdicts", Verdict.values());
		boolean settled = !one.state().working();
		model.addAttribute("remarks",
				settled ? this.imports.remarks(one.id(), ran, wanted, page - 1, REMARKS) : List.of());
		model.addAttribute("page", page);
		model.addAttribute("pages",
				settled ? (this.imports.remarked(one.id(), ran, wanted) + REMARKS - 1) / REMARKS : 0);
		model.addAttribute("kept", (one.state() == ImportState.UNDONE && one.undoKept() > 0)
				? this.importing.keptWhenUndone(one.id()) : java.util.Map.of());
		return "desk/import";
	}

	/** Whether what is told of the rows is what became of them rather than what would. */
	private static boolean ran(DataImport one) {
		return one.forecast() != null && one.state() != ImportState.CHECKED && one.state() != ImportState.CHECKING;
	}

	private static Verdict verdict(String name) {
		return Forms.named(Verdict.class, name).orElse(null);
	}

	private DataImport find(long id) {
		return this.imports.find(id)
			.filter((one) -> one.state() != ImportState.DISCARDED)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	/** The file that is chosen, and what it holds; empty: what its columns look like. */
	record Upload(MultipartFile file, String records) {

		ImportKind kind() {
			return (this.records == null || this.records.isBlank()) ? null
					: Forms.choice(ImportKind.class, this.records, "records", "Choose one of the list.");
		}

	}

	/** How the file is read, as chosen. */
	record PlanForm(String encoding, String separator, Integer headerLine, String dates, String source, String kind,
			String doubtful, List<String> targets, String records, String shown, String numbers, String currency,
			String customerSource, String openBills) {

		private static final String WRONG = "Choose one of the list.";

		static PlanForm of(ImportPlan plan) {
			return new PlanForm(plan.encoding(), ImportEncodings.nameOf(plan.separator()), plan.headerLine(),
					name(plan.dates()), plan.source(), plan.kind().name(), plan.doubtful().name(),
					plan.targets().stream().map(Enum::name).toList(), plan.records().name(), plan.records().name(),
					name(plan.numbers()), plan.currency(), plan.customerSource(), plan.openBills().name());
		}

		private static String name(Enum<?> choice) {
			return (choice != null) ? choice.name() : "";
		}

		/** The plan; where another kind of record was chosen, without its columns. */
		ImportPlan plan(ImportPlan before) {
			ImportKind chosen = choice(ImportKind.class, this.records, "records", before.records());
			boolean anew = this.shown != null && !this.shown.equals(chosen.name());
			return new ImportPlan((this.encoding != null) ? this.encoding : before.encoding(),
					(this.separator != null) ? ImportEncodings.separator(this.separator) : before.separator(),
					(this.headerLine != null) ? Math.clamp(this.headerLine, 0, 100) : before.headerLine(),
					choice(DateStyle.class, this.dates, "dates", null),
					(this.source != null) ? this.source.strip() : "",
					choice(CustomerKind.class, this.kind, "kind", before.kind()),
					choice(ImportPlan.Doubtful.class, this.doubtful, "doubtful", before.doubtful()),
					(this.targets == null || anew) ? List.of()
							: this.targets.stream()
								.map((name) -> Forms.choice(Target.class, name, "targets", WRONG))
								.toList(),
					chosen, choice(NumberStyle.class, this.numbers, "numbers", null),
					chosen.money() ? this.currency : null, chosen.ofCustomers() ? this.customerSource : null,
					choice(ImportPlan.OpenBills.class, this.openBills, "openBills", before.openBills()));
		}

		private static <E extends Enum<E>> E choice(Class<E> type, String name, String field, E otherwise) {
			return (name == null || name.isBlank()) ? otherwise : Forms.choice(type, name, field, WRONG);
		}

	}

}
