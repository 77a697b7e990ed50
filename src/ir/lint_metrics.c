/*
 * lint_metrics: a monitor that Prometheus can follow, and get an answer.
 */
#include <string.h>

#include "ir/lint.h"
#include "ir/make.h"

bool
check_scraped(struct ir *ir)
{
	struct diag *d;

	if (!ir->metrics.kind || !ir->policy || ir->scrapers.said || ir->admins.said)
		return true;
	d = spec_report(ir->spec, DIAG_KU035, lint_node(ir, "metrics"), lint_node(ir, "metrics")->name_at,
			"`network-policy` lets nobody reach the port `%s`, so nothing can be scraped",
			ir->metrics.port->name);
	diag_note(ir_diags(ir), d, lint_node(ir, "network-policy")->name_at, "it names who may");
	diag_help(ir_diags(ir), d, "network-policy { metrics { namespaces { "
		  "\"kubernetes.io/metadata.name\" = \"monitoring\" } } }");
	return false;
}

/* What the broker does by itself, unless a key says otherwise. */
static bool
wants_credentials(const struct ir *ir)
{
	const struct key *key;
	const struct conf *said = meaning_value(ir, MEAN_METRICS_AUTH, &key);

	if (ir_is_four(ir))
		return true;
	if (said)
		return str_is(said->text, "true");
	return key && key_default(key) && strcmp(key_default(key), "true") == 0;
}

bool
check_scrape_allowed(struct ir *ir)
{
	struct diag *d;

	if (!ir->metrics.kind || lint_said(ir, "metrics.auth") || !wants_credentials(ir))
		return true;
	d = spec_report(ir->spec, DIAG_EX068, lint_node(ir, "metrics"), lint_node(ir, "metrics")->name_at,
			"EMQX %s shows its metrics to nobody without credentials",
			version_text(ir->arena, &ir->version));
	diag_help(ir_diags(ir), d, "auth { username = secret(NAME, KEY); password = secret(NAME, KEY) }, of %s",
		  ir_is_four(ir) ? "an application" : "an API key");
	return false;
}
