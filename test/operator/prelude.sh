# Shell functions of the operator's stories.

# reaches VM STATE: waits until the machine was seen in that power state; prints what kubectl wait says.
reaches() { kubectl wait "vm/$1" --for="jsonpath={.status.powerState}=$2" --timeout=10s; }

# reason VM CONDITION REASON: waits until a condition of the machine has that reason, and prints it.
reason() {
  kubectl wait "vm/$1" --for="jsonpath={.status.conditions[?(@.type==\"$2\")].reason}=$3" --timeout=10s >/dev/null &&
    kubectl get vm "$1" -o "jsonpath={range .status.conditions[?(@.type==\"$2\")]}{.type}={.status} {.reason}: {.message}{\"\n\"}{end}"
}

# ask VM PATCH: asks for a change of the machine's spec, in YAML.
ask() { kubectl patch vm "$1" --type merge -p "spec: {$2}"; }

# mark VM ANNOTATION [CONTEXT]: sets, or with a final - removes, an annotation.
mark() { kubectl --context "${3:-user}" annotate vm "$1" "$2" --overwrite; }

# machine NAME [SPEC]: a manifest that has all it needs, with more of a spec in YAML.
machine() {
  cat <<EOF
apiVersion: vmoperator.vmware.com/v1alpha5
kind: VirtualMachine
metadata: {name: $1}
spec: {className: my-vm-class, imageName: vmi-0a0044d7c690bcbea, storageClass: my-storage-class${2:+, $2}}
EOF
}

# told VM: the Events of the machine as describe shows them, without their times.
told() { kubectl describe vm "$1" | sed '/^Events/,$!d' | sed '1,3d; s/  *[0-9].* vmop  */ /' | sort; }
