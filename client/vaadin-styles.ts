/**
 * Lumo's own stylesheet: a quarter of a megabyte that only Vaadin's fields and grids need, so no first paint waits for it.
 */
import '@vaadin/vaadin-lumo-styles/lumo.css';
