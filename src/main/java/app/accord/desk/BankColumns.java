package app.accord.desk;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.banking.BankFile;
import app.accord.banking.BankFiles;
import app.accord.banking.CsvMapping;
import app.accord.banking.StatementImport;
import app.accord.time.DateStyle;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Which column of a CSV statement is what: shown with what would be read by it. */
@Controller
class BankColumns {

	private final StatementImport statements;

	private final BankFiles files;

	BankColumns(StatementImport statements, BankFiles files) {
		this.statements = statements;
		this.files = files;
	}

	@GetMapping("/desk/banking/files/{id}/columns")
	String show(@PathVariable long id, Model model) {
		StatementImport.Look look = this.statements.look(id, null);
		model.addAttribute("form", Form.of(look.mapping()));
		return page(id, look, model);
	}

	@PostMapping("/desk/banking/files/{id}/columns")
	String map(@PathVariable long id, @ModelAttribute("form") Form form, BindingResult errors,
			@RequestParam(defaultValue = "") String act, Actor actor, Model model, HttpServletResponse response) {
		StatementImport.Look before = this.statements.look(id, null);
		CsvMapping mapping = form.over(before.mapping());
		if (act.equals("look")) {
			return page(id, this.statements.look(id, mapping), model);
		}
		return Forms.attempt(errors, () -> {
			this.statements.map(id, mapping, form.source(), actor);
			return "redirect:/desk/banking/files/" + id;
		}).orElseGet(() -> {
			page(id, this.statements.look(id, mapping), model);
			return Forms.again(response, "desk/banking-columns");
		});
	}

	private String page(long id, StatementImport.Look look, Model model) {
		BankFile file = this.files.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		if (file.state() != BankFile.State.MAPPING) {
			return "redirect:/desk/banking/files/" + id;
		}
		model.addAttribute("file", file);
		model.addAttribute("look", look);
		model.addAttribute("styles", DateStyle.values());
		return "desk/banking-columns";
	}

	/** The columns as chosen; null is none. */
	record Form(Integer booked, Integer amount, Integer moneyIn, Integer moneyOut, Integer side, Integer currency,
			Integer name, Integer account, List<Integer> text, Integer reference, String dates, String decimal,
			String fixedCurrency, String source) {

		static Form of(CsvMapping one) {
			return new Form(one.booked(), one.amount(), one.moneyIn(), one.moneyOut(), one.side(), one.currency(),
					one.name(), one.account(), one.text(), one.reference(), one.dates().name(),
					String.valueOf(one.decimal()), one.fixedCurrency(), "");
		}

		CsvMapping over(CsvMapping one) {
			DateStyle style = Forms.choice(DateStyle.class, this.dates, "dates", "Choose how the days are written.");
			return new CsvMapping(one.separator(), at(this.booked), at(this.amount), at(this.moneyIn),
					at(this.moneyOut), at(this.side), at(this.currency), at(this.name), at(this.account),
					(this.text != null) ? this.text : List.of(), at(this.reference), one.code(), style,
					",".equals(this.decimal) ? ',' : '.', (this.fixedCurrency == null || this.fixedCurrency.isBlank())
							? null : this.fixedCurrency.strip().toUpperCase(java.util.Locale.ROOT),
					one.headerLine());
		}

		private static int at(Integer column) {
			return (column != null && column >= 0) ? column : -1;
		}

	}

}
