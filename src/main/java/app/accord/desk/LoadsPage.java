package app.accord.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import app.accord.csv.Csv;
import app.accord.load.LoadKind;
import app.accord.load.LoadRun;
import app.accord.load.LoadRuns;
import app.accord.load.Loading;
import app.accord.refusal.Refusal;
import app.accord.security.StaffPrincipal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Where an administrator loads files of other systems and sees how that went. */
@Controller
@RequestMapping("/desk/admin/loads")
class LoadsPage {

	private static final int RUNS = 20;

	private static final int REMARKS = 50;

	private final Loading loading;

	private final LoadRuns runs;

	LoadsPage(Loading loading, LoadRuns runs) {
		this.loading = loading;
		this.runs = runs;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("form", new Form(LoadKind.TELCO, null));
		return page(model);
	}

	@GetMapping("/list")
	String list(Model model) {
		return page(model) + " :: list";
	}

	@GetMapping("/list.csv")
	void csv(HttpServletResponse response) throws IOException {
		Csv.write(response, "loaded-files",
				List.of("load", "file", "kind", "by", "started", "ended", "state", "rows", "loaded", "unchanged",
						"refused", "problem"),
				AccountList.<LoadRun>until(this.runs::list)
					.map((each) -> Arrays.asList(each.id(), each.fileName(), each.kind().label(), each.startedBy(),
							each.startedAt(), each.endedAt(), each.state(), each.total(), each.loaded(),
							each.unchanged(), each.refused(), each.failure())));
	}

	@PostMapping
	String load(@ModelAttribute("form") Form form, BindingResult errors, @AuthenticationPrincipal StaffPrincipal me,
			Model model, HttpServletResponse response) throws IOException {
		if (form.kind() == null) {
			errors.rejectValue("kind", "kind", "Choose what the file contains.");
		}
		else if (form.file() == null || form.file().isEmpty()) {
			errors.rejectValue("file", "file", "Choose a file that is not empty.");
		}
		else {
			try {
				long run = this.loading.start(form.kind(), form.file().getOriginalFilename(), form.file().getBytes(),
						me.displayName(), (work) -> Thread.ofVirtual().name("load").start(work), (now) -> {
						});
				return "redirect:/desk/admin/loads/" + run;
			}
			catch (Refusal ex) {
				errors.rejectValue("file", "refused", ex.getMessage());
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		return page(model);
	}

	@GetMapping("/{id}")
	String run(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
		LoadRun run = find(id);
		int shown = Math.max(page, 1);
		model.addAttribute("run", run);
		model.addAttribute("remarks", this.runs.remarks(id, Math.min(shown, 100_000) - 1, REMARKS));
		model.addAttribute("page", shown);
		model.addAttribute("pages", (run.refused() + run.reported() + REMARKS - 1) / REMARKS);
		return "desk/loads-run";
	}

	@GetMapping("/{id}/progress")
	String progress(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
		return run(id, page, model) + " :: progress";
	}

	@GetMapping("/{id}/refused.csv")
	ResponseEntity<byte[]> refused(@PathVariable long id) {
		find(id);
		return ResponseEntity.ok()
			.contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"refused-rows-" + id + ".csv\"")
			.body(this.runs.refusedRows(id).getBytes(StandardCharsets.UTF_8));
	}

	private LoadRun find(long id) {
		return this.runs.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private String page(Model model) {
		List<LoadRun> newest = this.runs.list(0, RUNS);
		model.addAttribute("runs", newest);
		model.addAttribute("going", newest.stream().anyMatch(LoadRun::running));
		model.addAttribute("kinds", LoadKind.values());
		return "desk/loads";
	}

	/** What is chosen to load a file. */
	record Form(LoadKind kind, MultipartFile file) {
	}

}
