package app.accord.api;

import java.lang.reflect.Type;

import app.accord.refusal.Refusal;
import app.accord.ui.CardNumberGuard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Keeps card numbers out of what programs send, as {@link CardNumberGuard} does with what
 * people type.
 */
@RestControllerAdvice(basePackageClasses = CardNumbersRefused.class)
class CardNumbersRefused extends RequestBodyAdviceAdapter {

	private final JsonMapper json;

	CardNumbersRefused(JsonMapper json) {
		this.json = json;
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		// Files come as they are; what is imported or booked from them is read elsewhere.
		return JacksonJsonHttpMessageConverter.class.isAssignableFrom(converterType);
	}

	@Override
	public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		this.json.valueToTree(body).forEachEntry((field, value) -> require(field, value));
		return body;
	}

	private static void require(String field, JsonNode value) {
		if (value.isString() && CardNumberGuard.foundIn(value.stringValue())) {
			throw new Refusal(field, CardNumberGuard.SENTENCE);
		}
		value.forEach((part) -> require(field, part));
	}

}
