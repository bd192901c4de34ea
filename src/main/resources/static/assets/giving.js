// Choosing shares: ticking non-profits shares equally between them, and the sum is shown while typing.
(function () {
	'use strict';

	function rows(form) {
		return Array.from(form.querySelectorAll('[data-giving-choose]')).map(function (box) {
			return { box: box, item: box.closest('li'), field: box.closest('li').querySelector('[data-giving-percent]') };
		});
	}

	function shareEqually(all) {
		var chosen = all.filter(function (row) { return row.box.checked; });
		var each = chosen.length ? Math.floor(100 / chosen.length) : 0;
		var left = chosen.length ? 100 - each * chosen.length : 0;
		all.forEach(function (row) { row.field.value = ''; });
		chosen.forEach(function (row, place) { row.field.value = each + (place < left ? 1 : 0); });
	}

	function show(form, all) {
		var sum = all.reduce(function (before, row) {
			row.item.classList.toggle('is-chosen', row.box.checked);
			return before + (parseInt(row.field.value, 10) || 0);
		}, 0);
		var line = form.querySelector('[data-giving-sum]');
		var words = sum === 0 ? 'Choose one or more.' : sum === 100 ? 'The shares add up to 100 %.'
			: 'The shares add up to ' + sum + ' %: ' + (sum < 100 ? (100 - sum) + ' % are missing.' : (sum - 100) + ' % too much.');
		if (line.textContent !== words) {
			line.textContent = words;
		}
		line.classList.toggle('late', sum !== 0 && sum !== 100);
	}

	function ready(form) {
		if (form) {
			show(form, rows(form));
		}
	}

	document.addEventListener('input', function (event) {
		var form = event.target.closest('[data-giving]');
		if (!form) {
			return;
		}
		var all = rows(form);
		if (event.target.matches('[data-giving-choose]')) {
			shareEqually(all);
		}
		else if (event.target.matches('[data-giving-percent]')) {
			all.forEach(function (row) {
				if (row.field === event.target) {
					row.box.checked = parseInt(row.field.value, 10) > 0;
				}
			});
		}
		else if (event.target.matches('[data-giving-fixed]')) {
			form.querySelector('[name="roundUp"][value="FIXED"]').checked = true;
		}
		show(form, all);
	}, true);

	document.querySelectorAll('[data-giving]').forEach(ready);
})();
