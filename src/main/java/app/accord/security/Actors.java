package app.accord.security;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers who is acting: a parameter of type {@link Actor} is enough. */
@Component
class Actors implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Actor.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest request,
			WebDataBinderFactory binders) {
		Channel channel = Doors.channel(request.getNativeRequest(HttpServletRequest.class))
			.orElseThrow(() -> new IllegalStateException("Nobody acts outside of a channel."));
		return of(SecurityContextHolder.getContext().getAuthentication(), channel);
	}

	static Actor of(Authentication authentication, Channel channel) {
		Object principal = (authentication != null) ? authentication.getPrincipal() : null;
		return switch (principal) {
			case StaffPrincipal staff -> new Actor(ActorKind.STAFF, staff.username(), staff.displayName(), channel);
			case CustomerPrincipal customer when customer.behalf() != null -> new Actor(ActorKind.CUSTOMER,
					customer.behalf().number(), customer.displayName() + ", for " + customer.behalf().of(), channel);
			case CustomerPrincipal customer ->
				new Actor(ActorKind.CUSTOMER, customer.number(), customer.displayName(), channel);
			case ProgramPrincipal program -> new Actor(ActorKind.PROGRAM, program.name(), program.name(), channel);
			case null, default -> throw new IllegalStateException("Nobody is signed in.");
		};
	}

}
