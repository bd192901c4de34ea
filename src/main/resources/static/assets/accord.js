// What all channels' pages do in the browser. No page needs it to be read; forms work without it.
(function () {
	'use strict';

	var body = document.body;

	function all(selector, inside) {
		return Array.from((inside || document).querySelectorAll(selector));
	}

	function remembered(key) {
		try {
			return localStorage.getItem(key);
		} catch (e) {
			return null;
		}
	}

	function remember(key, value) {
		try {
			localStorage.setItem(key, value);
		} catch (e) { /* private window */ }
	}

	function isTextField(element) {
		return !!element && (element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName)
			|| (element.tagName === 'INPUT' && !/^(button|submit|checkbox|radio|reset|image|hidden)$/.test(element.type)));
	}

	// ---- what is said to people

	function toast(text, bad) {
		var line = document.createElement('p');
		line.className = 'toast-line' + (bad ? ' toast-bad' : '');
		var icon = document.createElement('i');
		icon.className = 'ti ' + (bad ? 'ti-alert-triangle' : 'ti-check');
		icon.setAttribute('aria-hidden', 'true');
		var words = document.createElement('span');
		words.textContent = text;
		var close = document.createElement('button');
		close.type = 'button';
		close.dataset.dismiss = '';
		close.setAttribute('aria-label', 'Dismiss');
		close.innerHTML = '<i class="ti ti-x" aria-hidden="true"></i>';
		line.append(icon, words, close);
		document.getElementById('toasts')?.append(line);
		fade(line);
	}

	function fade(line) {
		// A failure stays until it is dismissed.
		if (!line.classList.contains('toast-bad')) {
			setTimeout(function () { line.remove(); }, 8000);
		}
	}

	function announce(text) {
		var announcer = document.getElementById('announcer');
		if (announcer) {
			announcer.textContent = '';
			setTimeout(function () { announcer.textContent = text; }, 50);
		}
	}

	all('.toast-line').forEach(fade);
	body.addEventListener('toast', function (event) { toast(event.detail.value || event.detail.text); });
	body.addEventListener('problem', function (event) { toast(event.detail.value || event.detail.text, true); });

	// What comes into an open sheet is typed into at once, not after a key more.
	body.addEventListener('htmx:afterSettle', function (event) {
		var sheet = event.target.closest && event.target.closest('dialog[open]');
		if (sheet && document.activeElement === sheet) {
			sheet.querySelector('input:not([type=hidden]), select, textarea, button[type=submit]')?.focus();
		}
	});
	// A sheet whose form was carried out closes; what it changed comes by the live refresh.
	body.addEventListener('sheet-done', function () {
		all('dialog[open]').forEach(function (sheet) { sheet.close(); });
	});

	// ---- htmx

	body.addEventListener('htmx:configRequest', function (event) {
		var token = document.querySelector('meta[name="csrf-token"]');
		if (token && event.detail.verb !== 'get') {
			event.detail.headers[document.querySelector('meta[name="csrf-header"]').content] = token.content;
		}
	});
	body.addEventListener('htmx:responseError', function (event) {
		var xhr = event.detail.xhr;
		if (xhr.getResponseHeader('HX-Redirect')) {
			return;
		}
		var plain = (xhr.getResponseHeader('Content-Type') || '').indexOf('text/plain') === 0;
		var sentence = plain ? xhr.responseText : 'That didn’t work. Reload the page and try once more.';
		var part = event.detail.elt;
		// A part of records that were just taken apart goes with the larger part that takes its place.
		var gone = isLiveRefresh(event.detail.requestConfig) && xhr.status === 404;
		setTimeout(function () {
			if (!gone || part.isConnected) {
				toast(sentence, true);
			}
		}, gone ? 800 : 0);
	});
	body.addEventListener('htmx:sendError', function () {
		toast('No connection. Nothing was sent; try again in a moment.', true);
	});

	// ---- what is wrong with a form is tied to its fields, and the first of them gets the focus

	function tieErrors(inside, focus) {
		var first = null;
		all('.field-error[id$="-error"]', inside).forEach(function (error) {
			var name = CSS.escape(error.id.slice(0, -6));
			var form = error.closest('form') || document;
			var field = form.querySelector('#' + name) || form.querySelector('[name="' + name + '"]:not([type=hidden])')
				|| error.parentElement.querySelector('input:not([type=hidden]), select, textarea');
			if (!field) {
				return;
			}
			var described = (field.getAttribute('aria-describedby') || '').split(' ').filter(Boolean);
			if (described.indexOf(error.id) < 0) {
				field.setAttribute('aria-describedby', described.concat(error.id).join(' '));
			}
			field.setAttribute('aria-invalid', 'true');
			first = first || field;
		});
		if (first && focus) {
			first.focus();
		}
		return first;
	}

	// What stands there from the beginning is said by no live region.
	if (!tieErrors(document, true)) {
		var stands = document.querySelector('main [role=alert], .toast-line span');
		if (stands) {
			announce(stands.textContent.trim());
		}
	}
	body.addEventListener('htmx:afterSettle', function (event) {
		if (event.target.querySelectorAll) {
			// Not while somebody types, and only looks what it would come to.
			var asked = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
			tieErrors(event.target, !!asked && asked.type === 'submit');
		}
	});

	// A part that is read again and again says by data-say what has changed, and not each second all of it.
	body.addEventListener('htmx:afterSettle', function (event) {
		var said = event.target.closest && event.target.closest('[data-say]');
		if (said && said.dataset.say && said.dataset.say !== lastSaid) {
			lastSaid = said.dataset.say;
			announce(lastSaid);
		}
	});
	var lastSaid = document.querySelector('[data-say]')?.dataset.say;

	// ---- what somebody types is never swapped away by a live refresh

	var waiting = new Set();

	function isBusy(part) {
		return (part.contains(document.activeElement) && isTextField(document.activeElement))
			|| !!part.querySelector('form[data-dirty]') || !!part.querySelector('dialog[open]');
	}

	document.addEventListener('input', function (event) {
		var form = event.target.form || event.target.closest('form');
		if (form && !form.matches('[data-search]')) {
			form.dataset.dirty = '';
		}
	});
	document.addEventListener('reset', function (event) {
		delete event.target.dataset.dirty;
		setTimeout(refreshWaiting);
	});
	document.addEventListener('focusout', function () { setTimeout(refreshWaiting, 200); });
	document.addEventListener('close', function () { setTimeout(refreshWaiting); }, true);

	function isLiveRefresh(config) {
		return !!config && !!config.triggeringEvent && String(config.triggeringEvent.type).indexOf('accord:') === 0;
	}

	body.addEventListener('htmx:beforeRequest', function (event) {
		if (isLiveRefresh(event.detail.requestConfig) && isBusy(event.detail.target)) {
			event.preventDefault();
			waiting.add(event.detail.elt);
		}
	});
	body.addEventListener('htmx:beforeSwap', function (event) {
		var config = event.detail.requestConfig;
		if (isLiveRefresh(config) && isBusy(event.detail.target)) {
			event.detail.shouldSwap = false;
			waiting.add(config.elt);
		}
	});
	body.addEventListener('htmx:afterRequest', function (event) {
		var form = event.detail.elt.closest && event.detail.elt.closest('form');
		if (form && event.detail.successful) {
			delete form.dataset.dirty;
		}
		setTimeout(refreshWaiting);
	});

	function refreshWaiting() {
		waiting.forEach(function (part) {
			if (!part.isConnected) {
				waiting.delete(part);
			} else if (!isBusy(part)) {
				waiting.delete(part);
				// Its own trigger is known to listen to this one.
				body.dispatchEvent(new CustomEvent('accord:resync'));
			}
		});
	}

	// A figure that has changed by a live refresh is marked for a moment, and said.
	var before = new Map();
	body.addEventListener('htmx:beforeSwap', function (event) {
		if (isLiveRefresh(event.detail.requestConfig)) {
			all('data.fact', event.detail.target).forEach(function (fact) {
				before.set(fact.dataset.fact + ' ' + fact.dataset.subject, fact.value);
			});
		}
	});
	body.addEventListener('htmx:afterSettle', function (event) {
		if (!isLiveRefresh(event.detail.requestConfig)) {
			return;
		}
		var changed = false;
		all('data.fact').forEach(function (fact) {
			var key = fact.dataset.fact + ' ' + fact.dataset.subject;
			if (before.has(key) && before.get(key) !== fact.value) {
				fact.classList.add('fact-changed');
				changed = true;
			}
		});
		before.clear();
		var part = event.target.closest && event.target.closest('[data-live-label]');
		if (part || changed) {
			announce((part ? part.dataset.liveLabel : 'Page') + ' updated');
		}
	});

	// ---- live

	function live(url) {
		var states = all('[data-live-state]');
		var pending = new Set();
		var timer = null;
		var lost = false;
		var source;

		function state(word) {
			states.forEach(function (element) {
				element.hidden = false;
				if (element.dataset.liveState !== word) {
					element.dataset.liveState = word;
					element.textContent = word;
				}
			});
		}

		function later(topic) {
			pending.add(topic);
			timer = timer || setTimeout(function () {
				timer = null;
				var topics = pending.has('resync') ? ['resync'] : Array.from(pending);
				pending.clear();
				topics.forEach(function (each) {
					body.dispatchEvent(new CustomEvent('accord:' + each));
				});
			}, 60);
		}

		function open() {
			source = new EventSource(url);
			source.addEventListener('open', function () {
				state('live');
				if (lost) {
					lost = false;
					later('resync');
				}
			});
			source.addEventListener('change', function (event) {
				var topic = event.data;
				if (topic.charAt(0) === '{') {
					topic = JSON.parse(topic).topic;
				}
				later(topic);
			});
			source.addEventListener('resync', function () { later('resync'); });
			source.addEventListener('error', function () {
				lost = true;
				state('reconnecting');
				// Closed for good: refused. Perhaps the session has ended; the page itself knows.
				if (source.readyState === EventSource.CLOSED) {
					setTimeout(check, 3000);
				}
			});
		}

		function check() {
			fetch(location.href, { method: 'HEAD', redirect: 'manual' }).then(function (answer) {
				if (answer.type === 'opaqueredirect') {
					if (!document.querySelector('form[data-dirty]')) {
						location.reload();
					}
				} else {
					open();
				}
			}, function () { setTimeout(check, 3000); });
		}

		addEventListener('pagehide', function () { source.close(); });
		addEventListener('pageshow', function (event) {
			if (event.persisted) {
				lost = true;
				open();
			}
		});
		open();
	}

	if (body.dataset.live) {
		live(body.dataset.live);
	}

	// ---- a page that nobody uses signs out, though its live line keeps the session awake

	var idle = document.querySelector('meta[name="idle-minutes"]');
	if (idle) {
		var limit = Number(idle.content) * 60000;
		var key = 'accord.used.' + location.pathname.split('/')[1];
		var used = function () { remember(key, String(Date.now())); };
		['pointerdown', 'keydown', 'scroll'].forEach(function (kind) {
			addEventListener(kind, used, { passive: true });
		});
		used();
		setInterval(function () {
			if (Date.now() - Number(remembered(key) || 0) > limit) {
				document.querySelector('form[data-sign-out]')?.requestSubmit();
			}
		}, 15000);
	}

	// ---- keyboard: one table for the handlers and the sheet

	var shortcuts = [
		{ keys: ['/', 'ctrl k'], label: 'Find a customer, number or action', when: '#search', run: function (element) { element.focus(); element.select(); } },
		{ keys: ['?'], label: 'Show this list', when: '#shortcuts', run: function (element) { showShortcuts(element); } },
		{ keys: ['escape'], label: 'Close what is open', run: null }
	];

	function declared() {
		return all('[data-shortcut]').map(function (element) {
			return {
				keys: [element.dataset.shortcut.toLowerCase()],
				label: element.dataset.shortcutLabel || element.textContent.trim(),
				run: function () {
					if (isTextField(element)) {
						element.focus();
					} else {
						element.click();
					}
				}
			};
		});
	}

	function table() {
		var rows = shortcuts.filter(function (row) { return !row.when || document.querySelector(row.when); })
			.map(function (row) {
				return { keys: row.keys, label: row.label, run: row.run && function () { row.run(document.querySelector(row.when)); } };
			})
			.concat(declared());
		if (document.querySelector('[data-submit="ctrl-enter"]')) {
			rows.push({ keys: ['ctrl enter'], label: 'Save what you are writing', run: null });
		}
		return rows;
	}

	function singleKeys() {
		return remembered('accord.shortcuts') !== 'off';
	}

	function keyName(event) {
		var key = event.key.toLowerCase();
		return (event.ctrlKey || event.metaKey) ? 'ctrl ' + key : key;
	}

	function printed(keys) {
		return keys.split(' ').map(function (key) {
			return key.length > 1 ? key.charAt(0).toUpperCase() + key.slice(1) : key;
		}).join(' ');
	}

	function showShortcuts(sheet) {
		var list = sheet.querySelector('[data-shortcut-list]');
		list.replaceChildren();
		table().forEach(function (row) {
			var keys = document.createElement('dt');
			row.keys.forEach(function (each, index) {
				if (index) {
					keys.append(' or ');
				}
				var kbd = document.createElement('kbd');
				kbd.textContent = printed(each);
				keys.append(kbd);
			});
			var label = document.createElement('dd');
			label.textContent = row.label;
			list.append(keys, label);
		});
		sheet.querySelector('[data-shortcut-switch]').checked = singleKeys();
		sheet.showModal();
	}

	document.addEventListener('keydown', function (event) {
		if (event.isComposing || event.altKey || event.defaultPrevented) {
			return;
		}
		var name = keyName(event);
		if (name === 'ctrl enter' && event.target.matches && event.target.matches('[data-submit="ctrl-enter"]')) {
			event.preventDefault();
			event.target.form.requestSubmit();
			return;
		}
		if (name === 'escape') {
			all('details.menu[open]').forEach(function (menu) {
				menu.open = false;
				menu.querySelector('summary').focus();
			});
			return;
		}
		var single = name.length === 1;
		if (single && (!singleKeys() || isTextField(event.target) || document.querySelector('dialog[open]'))) {
			return;
		}
		var row = table().find(function (each) { return each.run && each.keys.indexOf(name) >= 0; });
		if (row) {
			event.preventDefault();
			row.run();
		}
	});

	document.addEventListener('change', function (event) {
		if (event.target.matches('[data-shortcut-switch]')) {
			remember('accord.shortcuts', event.target.checked ? 'on' : 'off');
		}
	});

	// ---- clicks: sheets, menus, colours, small helpers

	function showTheme() {
		all('[data-theme-choice]').forEach(function (button) {
			button.setAttribute('aria-pressed', String(button.dataset.themeChoice === window.accordTheme.get()));
		});
	}

	document.addEventListener('click', function (event) {
		var on = function (selector) { return event.target.closest(selector); };
		var element;
		if ((element = on('[data-dialog]'))) {
			// The focus comes back to what had it; nothing in a closed menu can.
			var opener = element.closest('details.menu')?.querySelector('summary') || element;
			all('details.menu[open]').forEach(function (menu) { menu.open = false; });
			opener.focus();
			var sheet = document.getElementById(element.dataset.dialog);
			if (element.hasAttribute('hx-get')) {
				document.querySelector(element.getAttribute('hx-target'))?.replaceChildren();
			}
			if (element.dataset.dialog === 'shortcuts') {
				showShortcuts(sheet);
			} else {
				sheet.showModal();
			}
		} else if ((element = on('[data-close]'))) {
			element.closest('dialog').close();
		} else if ((element = on('[data-dismiss]'))) {
			element.closest('.toast-line').remove();
		} else if ((element = on('[data-theme-choice]'))) {
			window.accordTheme.set(element.dataset.themeChoice);
			showTheme();
		} else if ((element = on('[data-fill]'))) {
			document.getElementById('username').value = element.dataset.fill;
			document.getElementById('password').value = 'demo';
			document.querySelector('[data-sign-in] [type="submit"]').focus();
		} else if ((element = on('[data-reveal]'))) {
			var field = document.getElementById(element.dataset.reveal);
			var shown = field.type === 'text';
			field.type = shown ? 'password' : 'text';
			element.setAttribute('aria-pressed', String(!shown));
		}
		all('details.menu[open]').forEach(function (menu) {
			if (!menu.contains(event.target)) {
				menu.open = false;
			}
		});
	});

	showTheme();
	all('dialog[data-open="true"]').forEach(function (sheet) { sheet.showModal(); });

	// ---- search: a box with suggestions (ARIA combobox)

	all('[data-search]').forEach(function (form) {
		var input = form.querySelector('[role="combobox"]');
		var list = form.querySelector('[role="listbox"]');
		if (!input || !list) {
			return;
		}
		var active = -1;
		var answered = null;

		function options() {
			return all('[role="option"]', list);
		}

		function show(open) {
			list.hidden = !open;
			input.setAttribute('aria-expanded', String(open));
			if (!open) {
				select(-1);
			}
		}

		function select(index) {
			active = index;
			options().forEach(function (option, each) {
				option.setAttribute('aria-selected', String(each === index));
				option.id = option.id || 'search-hit-' + each;
				if (each === index) {
					input.setAttribute('aria-activedescendant', option.id);
					option.scrollIntoView({ block: 'nearest' });
				}
			});
			if (index < 0) {
				input.removeAttribute('aria-activedescendant');
			}
		}

		list.addEventListener('htmx:afterSwap', function (event) {
			answered = event.detail.requestConfig.parameters[input.name] || input.value;
			// The counter's pad types into the box without its having the focus.
			show(input.value.trim() !== '' && list.childElementCount > 0 && form.contains(document.activeElement));
			select(-1);
			if (!list.hidden) {
				// What is no option in a list is not read with it.
				announce(options().length + ' to choose from' + all('p', list).map(function (hint) { return '. ' + hint.textContent; }).join(''));
			}
		});
		input.addEventListener('input', function () {
			if (input.value.trim() === '') {
				show(false);
			}
		});
		input.addEventListener('focus', function () {
			if (input.value.trim() !== '' && options().length) {
				show(true);
			}
		});
		form.addEventListener('focusout', function () {
			setTimeout(function () {
				if (!form.contains(document.activeElement)) {
					show(false);
				}
			}, 150);
		});
		input.addEventListener('keydown', function (event) {
			var count = options().length;
			if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count) {
				event.preventDefault();
				show(true);
				select(event.key === 'ArrowDown' ? (active + 1) % count : (active <= 0 ? count : active) - 1);
			} else if (event.key === 'Escape') {
				// The first one only closes the list; browsers would empty the box.
				if (list.hidden) {
					input.blur();
				} else {
					event.preventDefault();
				}
				show(false);
			} else if (event.key === 'Enter' && !event.isComposing) {
				// Only what was found for these very words may be opened unseen, and where it says so nothing but what was chosen.
				var option = options()[active >= 0 ? active : 0];
				if (option && (active >= 0 || answered === input.value && form.dataset.search !== 'choose')) {
					event.preventDefault();
					location.assign(option.href);
				}
			}
		});
	});

	// A file that is larger than the server takes is not sent in vain.
	document.addEventListener('change', function (event) {
		var input = event.target;
		if (input.type === 'file' && input.dataset.largest) {
			var large = Array.prototype.some.call(input.files, function (file) {
				return file.size > Number(input.dataset.largest);
			});
			input.setCustomValidity(large ? input.dataset.tooLarge : '');
			if (large) {
				input.reportValidity();
			}
		}
	});

	// A large file is sent as it is, past the form, so that the server can write it down as it comes.
	document.addEventListener('submit', function (event) {
		var form = event.target;
		var input = form.querySelector && form.querySelector('input[type=file]');
		var file = input && input.files[0];
		if (!form.dataset.streamed || !file || file.size < Number(form.dataset.streamedFrom)) {
			return;
		}
		event.preventDefault();
		var button = form.querySelector('button[type=submit]');
		var headers = { 'Content-Type': 'application/octet-stream' };
		headers[document.querySelector('meta[name="csrf-header"]').content] =
			document.querySelector('meta[name="csrf-token"]').content;
		var query = new URLSearchParams({ name: file.name });
		all('select', form).forEach(function (choice) { query.set(choice.name, choice.value); });
		button.disabled = true;
		var sending = form.querySelector('[data-sending]');
		var bar = sending.querySelector('progress');
		var words = sending.querySelector('[data-sent]');
		var request = new XMLHttpRequest();
		function ended(problem) {
			button.disabled = false;
			sending.hidden = true;
			toast(problem, true);
		}
		request.upload.addEventListener('progress', function (now) {
			bar.value = 100 * now.loaded / file.size;
			words.textContent = now.loaded < file.size
				? Math.round(now.loaded / 1e6) + ' of ' + Math.round(file.size / 1e6) + ' MB sent'
				: 'Sent. It is being looked at …';
		});
		request.addEventListener('load', function () {
			if (request.status === 201) {
				window.location.assign(request.getResponseHeader('Location'));
				return;
			}
			ended(request.status === 422 ? request.responseText : 'The file could not be sent. Please try again.');
		});
		request.addEventListener('error', function () {
			ended('The file could not be sent. Please try again.');
		});
		request.addEventListener('abort', function () {
			ended('Not sent. Nothing of the file was kept.');
		});
		sending.querySelector('button').onclick = function () {
			request.abort();
		};
		sending.hidden = false;
		bar.value = 0;
		words.textContent = '0 of ' + Math.round(file.size / 1e6) + ' MB sent';
		request.open('POST', form.dataset.streamed + '?' + query);
		Object.keys(headers).forEach(function (name) { request.setRequestHeader(name, headers[name]); });
		request.send(file);
	});
})();
