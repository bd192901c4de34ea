package app.accord.ui;

import java.util.Locale;
import java.util.Map;

import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.convert.ConversionService;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * Renders a template outside a request: mails and what is printed. Facts and amounts come
 * out in the words of that locale.
 */
@Component
public class Rendering {

	private final SpringTemplateEngine engine;

	private final ApplicationContext context;

	private final ConversionService conversion;

	Rendering(SpringTemplateEngine engine, ApplicationContext context, ConversionService mvcConversionService) {
		this.engine = engine;
		this.context = context;
		this.conversion = mvcConversionService;
	}

	/**
	 * Renders a template.
	 * @param template its name, such as {@code mail/bill}; a selector may follow
	 * @param locale of the reader
	 * @param model what it shows
	 */
	public String render(String template, Locale locale, Map<String, Object> model) {
		Context values = new Context(locale, model);
		values.setVariable(ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
				new ThymeleafEvaluationContext(this.context, this.conversion));
		Locale before = LocaleContextHolder.getLocale();
		LocaleContextHolder.setLocale(locale);
		try {
			return this.engine.process(template, values);
		}
		finally {
			LocaleContextHolder.setLocale(before);
		}
	}

}
