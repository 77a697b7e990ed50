# specs: small specs that the command's tests compile.  Sourced after tap.sh.

cat >demo.emqx <<'EOF'
param size: size = 1Gi
cluster demo {
  version   = 5.8.6
  nodes     = 3
  discovery = dns { record = srv }
  cookie    = secret(demo, cookie)
  storage   = 1Gi
  dashboard { password = secret(demo, password) }
}
overlay staging { storage { size = 2Gi } }
overlay prod { nodes = 5 }
EOF

cat >broken.emqx <<'EOF'
cluster broken {
  version = 5.8.6
  nodez   = 3
}
EOF
