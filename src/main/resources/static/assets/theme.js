// Sets the colours before anything is painted; accord.js works the switch.
(function () {
	var dark = matchMedia('(prefers-color-scheme: dark)');
	function choice() {
		try {
			return localStorage.getItem('accord.theme') || 'auto';
		} catch (e) {
			return 'auto';
		}
	}
	function apply() {
		var chosen = choice();
		document.documentElement.dataset.bsTheme = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
	}
	apply();
	dark.addEventListener('change', apply);
	addEventListener('storage', apply);
	// Paper is white.
	addEventListener('beforeprint', function () { document.documentElement.dataset.bsTheme = 'light'; });
	addEventListener('afterprint', apply);
	// The few pages without accord.js only follow; the others also choose.
	window.accordTheme = {
		get: choice,
		set: function (chosen) {
			try {
				localStorage.setItem('accord.theme', chosen);
			} catch (e) { /* private window: lasts as long as the page */ }
			document.documentElement.dataset.bsTheme = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
		}
	};
})();
