/*
 * helm: what the makers of a chart's values share.  helm.c lists the parts of
 * the file; charts.c knows what the charts of each version take.
 */
#ifndef EMQXC_HELM_H
#define EMQXC_HELM_H

#include "back/backend.h"
#include "back/conf.h"
#include "back/said.h"

/* How a chart writes a value of emqxConfig into its ConfigMap. */
enum helm_text {
	TEXT_RAW,         /* between double quotes as it is */
	TEXT_QUOTED,      /* quoted by the chart */
	TEXT_TEMPLATE     /* read as a template, then as TEXT_RAW */
};

struct chart {
	int major, minor;      /* since that minor of EMQX */
	enum helm_text text;
	bool open_source;      /* the chart of that edition alone */
	bool picks_discovery;  /* EMQX_CLUSTER__DISCOVERY…; else k8s with host names */
	bool hosts;            /* sets EMQX_HOST: every strategy knows the nodes by name */
	bool env;              /* extraEnv */
	bool secret;           /* envFromSecret */
	bool addresses;        /* the port of a container may be an address's */
	bool dashboard;        /* finds the Dashboard at its port; else at 18083 */
	bool licence;          /* emqxLicenseSecretRef, of the enterprise chart */
	bool ports;            /* service.customPorts */
	bool ws;               /* service.wsEnabled */
	bool full_name;        /* the nodes are called after fullnameOverride, not the release */
	bool lists;            /* emqxLoadedPlugins, emqxLoadedModules: files that no variable may change */
	const char *class;     /* of persistence */
};
const struct chart *chart_of(const struct ir *ir);
const char *chart_name(const struct ir *ir);

struct helm {
	const struct ir *ir;
	struct arena *arena;
	const struct ir_group *group;  /* the cores */
	const struct chart *chart;
	const char *release;
	struct said said;
	VEC(const char *) needed;         /* keys of the Secret that the user makes */
	struct doc *values;
	const struct doc *pod;            /* its spec, as k8s makes it */
};

/* config.c: emqxConfig and where secrets come from */
void config_put(struct helm *h);
/* service.c */
void service_put_values(struct helm *h);
/* The chart's name of a port, or NULL. */
const char *chart_port(const struct ir *ir, const struct ir_port *p);
/* Into the map of that name; what is there stays. */
void values_pairs(struct helm *h, struct doc *in, const char *name, const pair_list *pairs);
/* ingress.c */
void ingress_put_values(struct helm *h);
/* pod.c: what goes into the pods as it is */
void pod_put(struct helm *h);
/* parts.c: what a user adds to them */
void parts_put(struct helm *h);

/* needed.c: a key of the Secret that the user makes; and one note of all, at
 * the end */
void need_key(struct helm *h, const char *key, const char *field);
void needed_tell(struct helm *h);

/* values.c */
/* A map of values, made when it is not there. */
struct doc *values_map(struct helm *h, const char *name);
/* A copy of a node of k8s under a name of the values; nothing when it is not
 * there. */
struct doc *put_copy(struct helm *h, struct doc *in, const char *name, const struct doc *of);

#endif
