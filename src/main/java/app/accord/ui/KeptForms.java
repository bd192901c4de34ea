package app.accord.ui;

import java.lang.reflect.Constructor;
import java.util.Arrays;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.ui.ModelMap;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Shows a form again although one of its fields could not be read. Spring leaves such a
 * record out of the model; here it is made again from what was typed in the others.
 */
@Component
class KeptForms implements HandlerInterceptor, WebMvcConfigurer {

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			ModelAndView page) {
		if (page == null || !(handler instanceof HandlerMethod method)) {
			return;
		}
		for (MethodParameter parameter : method.getMethodParameters()) {
			ModelAttribute named = parameter.getParameterAnnotation(ModelAttribute.class);
			if (named != null && parameter.getParameterType().isRecord()) {
				keep(page.getModelMap(), named.value(), parameter.getParameterType());
			}
		}
	}

	private static void keep(ModelMap model, String name, Class<?> type) {
		if (model.get(name) == null
				&& model.get(BindingResult.MODEL_KEY_PREFIX + name) instanceof BindingResult typed) {
			Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
			model.put(name,
					BeanUtils.instantiateClass(constructor, Arrays.stream(type.getRecordComponents())
						.map((component) -> component.getType().isInstance(typed.getFieldValue(component.getName()))
								? typed.getFieldValue(component.getName()) : null)
						.toArray()));
		}
	}

}
