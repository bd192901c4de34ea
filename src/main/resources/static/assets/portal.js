// What the portal's pages do in the browser: printing, and one payment for two taps.
(function () {
	'use strict';

	document.addEventListener('click', function (event) {
		if (event.target.closest('[data-print]')) {
			window.print();
		}
	});
	// The server would not charge twice either.
	document.addEventListener('submit', function (event) {
		if (event.target.matches('[data-once]')) {
			if (event.target.dataset.sent !== undefined) {
				event.preventDefault();
			}
			event.target.dataset.sent = '';
		}
	});
	addEventListener('pageshow', function () {
		document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
	});
})();
