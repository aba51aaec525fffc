// Makes an nbgitpuller link from what is written in the form, as it is written. Nothing is sent.

function linkOf({ hub, repository, branch, path }) {
  const base = repository.replace(/\/+$/, "").replace(/\.git$/, "");
  const folder = base.split("/").pop();
  const query = new URLSearchParams({ repo: repository, branch, urlpath: `lab/tree/${folder}/${path}` });
  return `${hub.replace(/\/+$/, "")}/hub/user-redirect/git-pull?${query}`;
}

function show(form, output) {
  const values = Object.fromEntries(new FormData(form));
  const missing = ["hub", "repository", "branch"].filter((name) => !values[name].trim());
  output.replaceChildren();
  if (missing.length) {
    output.append(`The link appears here once these are filled in: ${missing.join(", ")}.`);
    return;
  }
  const link = document.createElement("a");
  link.href = link.textContent = linkOf(values);
  output.append(link);
}

for (const form of document.querySelectorAll(".dl-link-form")) {
  const output = form.querySelector("output");
  form.addEventListener("input", () => show(form, output));
  form.addEventListener("submit", (event) => event.preventDefault());
  show(form, output);
}
