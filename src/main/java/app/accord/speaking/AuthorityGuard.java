package app.accord.speaking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks before each form of an employee is carried out whether it goes beyond the
 * authority of the one who is speaking: no page can forget to.
 */
@Component
class AuthorityGuard implements HandlerInterceptor {

	private final Speaking speaking;

	AuthorityGuard(Speaking speaking) {
		this.speaking = speaking;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getMethod().equals("POST")) {
			this.speaking.require();
		}
		return true;
	}

	/** Where it stands. */
	@Configuration(proxyBeanMethods = false)
	static class Registration {

		@Bean
		WebMvcConfigurer authorityGuarded(AuthorityGuard guard) {
			return new WebMvcConfigurer() {
				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(guard).addPathPatterns("/desk/**", "/counter/**");
				}
			};
		}

	}

}
