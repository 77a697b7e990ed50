{{- define "article.selector" -}}
app.kubernetes.io/name: emqx
app.kubernetes.io/instance: {{ . }}
{{- end -}}
{{- define "article.labels" -}}
{{- $v := index . 1 -}}
{{ include "article.selector" (index . 0) }}
app.kubernetes.io/version: {{ $v.version }}
app.kubernetes.io/component: broker
app.kubernetes.io/managed-by: emqxc
{{- end -}}
