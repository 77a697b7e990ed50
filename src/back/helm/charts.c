/*
 * charts: what the official charts take, by version: read in deploy/charts of
 * emqx/emqx-rel v4.1.5 and v4.2.14, and of emqx/emqx v4.3.22, v4.4.19, v5.0.26
 * to v5.8.9, e5.9.3, and 6.0.1 to 6.3.0-beta.2.  A chart is that of the newest
 * patch of its minor.
 */
#include "back/helm/helm.h"

static const struct chart charts[] = {
	{ 6, 1, TEXT_TEMPLATE, .picks_discovery = true, .hosts = true, .secret = true, .addresses = true,
	  .dashboard = true, .licence = true, .ports = true, .ws = true, .full_name = true,
	  .class = "storageClassName" },
	{ 6, 0, TEXT_TEMPLATE, .picks_discovery = true, .hosts = true, .secret = true, .addresses = true,
	  .dashboard = true, .licence = true, .ports = true, .full_name = true, .class = "storageClassName" },
	{ 5, 9, TEXT_TEMPLATE, .picks_discovery = true, .hosts = true, .secret = true, .addresses = true,
	  .dashboard = true, .licence = true, .ports = true, .class = "storageClassName" },
	{ 5, 8, TEXT_TEMPLATE, .picks_discovery = true, .hosts = true, .secret = true, .addresses = true,
	  .dashboard = true, .licence = true, .class = "storageClassName" },
	{ 5, 5, TEXT_TEMPLATE, .picks_discovery = true, .secret = true, .dashboard = true,
	  .class = "storageClassName" },
	{ 5, 1, TEXT_TEMPLATE, .open_source = true, .picks_discovery = true, .secret = true,
	  .dashboard = true, .class = "storageClassName" },
	{ 5, 0, TEXT_TEMPLATE, .picks_discovery = true, .secret = true, .class = "storageClassName" },
	{ 4, 4, TEXT_TEMPLATE, .picks_discovery = true, .env = true, .dashboard = true,
	  .lists = true, .class = "storageClass" },
	{ 4, 3, TEXT_QUOTED, .env = true, .dashboard = true, .lists = true, .class = "storageClass" },
	{ 0, 0, TEXT_RAW, .dashboard = true, .class = "storageClass" },
};

/* From 5.9 on there is one edition. */
static bool
is_enterprise(const struct ir *ir)
{
	return ir->flavor == ENTERPRISE || version_at_least(&ir->version, 5, 9, 0);
}

const struct chart *
chart_of(const struct ir *ir)
{
	const struct chart *c = charts;

	while (!version_at_least(&ir->version, c->major, c->minor, 0)
	       || (c->open_source && is_enterprise(ir)))
		c++;
	return c;
}

const char *
chart_name(const struct ir *ir)
{
	return is_enterprise(ir) ? "emqx-enterprise" : "emqx";
}
