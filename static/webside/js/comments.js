// Puts a saved comment into the comment without loading the page; without scripts the server does it.
document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="insert"]');
  const field = button && button.form && button.form.elements.comment;
  if (!field) return;
  event.preventDefault();
  field.value = [field.value.trim(), button.textContent.trim()].filter(Boolean).join("\n");
  field.focus();
});
