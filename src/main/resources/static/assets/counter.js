// What the counter's pages do in the browser: the pad, change, printing. Amounts are counted in whole minor units.
(function () {
	'use strict';

	var field = document.querySelector('[data-pad-field]');

	function isTextField(element) {
		return !!element && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
			&& !/^(button|submit|checkbox|radio|hidden)$/.test(element.type);
	}

	// ---- the pad: its keys write into the field without opening the tablet's own keyboard

	document.addEventListener('click', function (event) {
		var key = event.target.closest('[data-key]');
		if (key && field) {
			field.value = key.dataset.key === 'back' ? field.value.slice(0, -1) : field.value + key.dataset.key;
			field.dispatchEvent(new Event('input', { bubbles: true }));
		}
	});

	// Digits typed or scanned while nothing has the focus go into the pad.
	document.addEventListener('keydown', function (event) {
		if (!field || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented
				|| isTextField(event.target) || document.querySelector('dialog[open]')) {
			return;
		}
		if (/^[0-9+(]$/.test(event.key)) {
			event.preventDefault();
			field.focus();
			field.value += event.key;
		}
	});

	if (field && !document.getElementById('product') && matchMedia('(pointer: fine)').matches) {
		field.focus();
	}

	// ---- amounts

	function minor(text) {
		var match = /^\s*[$€£]?\s*(\d{1,12})(?:[.,](\d{1,2}))?\s*$/.exec((text || '').replace(/,(?=\d{3}\b)/g, ''));
		return match ? BigInt(match[1]) * 100n + BigInt((match[2] || '').padEnd(2, '0')) : null;
	}

	function plain(cents) {
		return (cents / 100n) + '.' + String(cents % 100n).padStart(2, '0');
	}

	function showChange(form) {
		var amount = minor(form.querySelector('[data-amount]').value);
		var typed = form.querySelector('[data-tendered]').value;
		var given = typed.trim() === '' ? amount : minor(typed);
		var shown = form.querySelector('[data-change-shown]');
		if (amount === null || given === null) {
			shown.textContent = '–';
		} else if (given < amount) {
			shown.textContent = plain(amount - given) + ' is missing';
		} else {
			shown.textContent = plain(given - amount);
		}
		quick(form, amount);
	}

	function quick(form, amount) {
		var place = form.querySelector('[data-tender-quick]');
		place.replaceChildren();
		if (amount === null || amount === 0n) {
			return;
		}
		var seen = new Set();
		[500n, 1000n, 2000n, 5000n, 10000n].forEach(function (note) {
			var given = (amount + note - 1n) / note * note;
			if (given > amount && !seen.has(given) && seen.size < 4) {
				seen.add(given);
				var button = document.createElement('button');
				button.type = 'button';
				button.className = 'btn';
				button.dataset.given = plain(given);
				button.textContent = plain(given);
				place.append(button);
			}
		});
	}

	document.addEventListener('input', function (event) {
		var form = event.target.closest('[data-change]');
		if (form) {
			showChange(form);
		}
	});

	document.addEventListener('click', function (event) {
		var button = event.target.closest('[data-set], [data-given], [data-tender], [data-print]');
		if (!button) {
			return;
		}
		if (button.dataset.print !== undefined) {
			window.print();
			return;
		}
		var form = button.closest('form');
		if (button.dataset.tender) {
			form.querySelector('[data-tendered-sale]').value = button.dataset.tender;
			form.querySelector('[data-settle-cash]').click();
		} else {
			form.querySelector(button.dataset.set ? '[data-amount]' : '[data-tendered]').value = button.dataset.set || button.dataset.given;
			form.dataset.dirty = '';
			showChange(form);
		}
	});

	document.querySelectorAll('[data-change]').forEach(showChange);

	// ---- this sale

	// A second tap while the first is on its way does nothing. The server would not sell twice either.
	document.addEventListener('submit', function (event) {
		if (event.target.method === 'post' && !event.defaultPrevented) {
			if (event.target.dataset.sent !== undefined) {
				event.preventDefault();
			}
			event.target.dataset.sent = '';
		}
	});
	addEventListener('pageshow', function () {
		document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
	});

	// Enter adds what was typed or scanned; the field is empty again for the next one.
	document.addEventListener('keydown', function (event) {
		if (event.key !== 'Enter' || event.isComposing) {
			return;
		}
		var press = event.target.matches('[data-scan]') ? '[data-scanned]'
			: event.target.matches('[data-promotion]') ? '[data-apply]'
			: event.target.matches('[data-tendered-sale]') ? '[data-settle-cash]' : null;
		if (press) {
			event.preventDefault();
			document.querySelector(press).click();
		}
	});
	document.body.addEventListener('htmx:afterRequest', function (event) {
		if (event.detail.elt.matches('[data-scanned]') && event.detail.successful && !document.querySelector('#sale .note-warn')) {
			var scan = document.querySelector('[data-scan]');
			scan.value = '';
			scan.dispatchEvent(new Event('input', { bubbles: true }));
			scan.focus();
		}
	});
})();
