"""The main job from Python: a sentence in, a verdict with evidence out. No key, no phone needed."""

from phoneagent import Phone

with Phone.connect("virtual") as phone:
    result = phone.do(
        "turn on airplane mode, then add a contact named Ann Lee with number 555-0100"
    )

print(f"{result.status} after {result.steps} steps")
for item in result.evidence:
    print(f"  step {item.step}: {item.text}")
print(f"report: {result.run_dir}/report.html")
