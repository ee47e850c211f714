// The arrows beside each entry do the same by keyboard, and without a script.
for (const grip of document.querySelectorAll(".grip")) {
  grip.hidden = false;
}
Sortable.create(document.getElementById("order"), {
  draggable: ".movable",
  handle: ".grip",
  animation: 150,
  // One way for mouse, pen and finger; the browser's own dragging knows no finger.
  forceFallback: true,
  onEnd({ item, oldDraggableIndex, newDraggableIndex }) {
    const places = newDraggableIndex - oldDraggableIndex;
    if (places !== 0) {
      const form = item.querySelector("form.move");
      form.elements.places.value = places;
      form.submit();
    }
  },
});
