package app.accord.desk;

import java.io.IOException;

import app.accord.actor.Actor;
import app.accord.banking.BankFile;
import app.accord.banking.BankFiles;
import app.accord.banking.BankLines;
import app.accord.banking.BankTotals;
import app.accord.banking.CsvFormats;
import app.accord.banking.StatementImport;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Bank statements: files, totals, and the lines that wait for a person. */
@Controller
@RequestMapping("/desk/banking")
class BankingPage {

	private static final int LINES = 25;

	private static final int FILES = 10;

	private static final int REMARKS = 50;

	private final BankFiles files;

	private final BankLines lines;

	private final BankTotals totals;

	private final StatementImport statements;

	private final CsvFormats formats;

	BankingPage(BankFiles files, BankLines lines, BankTotals totals, StatementImport statements, CsvFormats formats) {
		this.files = files;
		this.lines = lines;
		this.totals = totals;
		this.statements = statements;
		this.formats = formats;
	}

	@GetMapping
	String show(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("form", new Upload(null));
		return page(Math.clamp(page, 1, 100_000), model);
	}

	@PostMapping("/files")
	String load(@ModelAttribute("form") Upload form, BindingResult errors, Actor actor, Model model,
			RedirectAttributes redirect, HttpServletResponse response) throws IOException {
		if (form.file() == null || form.file().isEmpty()) {
			errors.rejectValue("file", "file", "Choose a statement file that is not empty.");
		}
		else {
			try {
				StatementImport.Received received = this.statements.receive(form.file().getOriginalFilename(),
						form.file().getBytes(), actor);
				if (received.repeated()) {
					redirect.addFlashAttribute("toast", "This very file was loaded before. Nothing was posted twice.");
				}
				return "redirect:/desk/banking/files/" + received.id() + (received.asks() ? "/columns" : "");
			}
			catch (Refusal ex) {
				errors.rejectValue("file", "refused", ex.getMessage());
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		return page(1, model);
	}

	@GetMapping("/files/{id}")
	String file(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
		BankFile file = this.files.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		int shown = Math.clamp(page, 1, 100_000);
		model.addAttribute("file", file);
		model.addAttribute("remarks", this.files.remarks(id, shown - 1, REMARKS));
		model.addAttribute("decided", this.lines.decided(id, 0, LINES));
		model.addAttribute("page", shown);
		model.addAttribute("pages", (file.refused() + REMARKS - 1) / REMARKS);
		return "desk/banking-file";
	}

	@GetMapping("/files/{id}/progress")
	String progress(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
		return file(id, page, model) + " :: progress";
	}

	@PostMapping("/formats/{id}/forgotten")
	String forget(@PathVariable long id, RedirectAttributes redirect) {
		this.formats.forget(id);
		redirect.addFlashAttribute("toast", "Forgotten. The next file of this source is asked about again.");
		return "redirect:/desk/banking";
	}

	private String page(int page, Model model) {
		long waiting = this.lines.waiting();
		model.addAttribute("totals", this.totals.all());
		model.addAttribute("lines", this.lines.waiting(page - 1, LINES));
		model.addAttribute("waiting", waiting);
		model.addAttribute("page", page);
		model.addAttribute("pages", (waiting + LINES - 1) / LINES);
		model.addAttribute("decided", this.lines.decided(null, 0, 12));
		model.addAttribute("files", this.files.page(0, FILES));
		model.addAttribute("formats", this.formats.all());
		return "desk/banking";
	}

	/** The file that is chosen. */
	record Upload(MultipartFile file) {
	}

}
