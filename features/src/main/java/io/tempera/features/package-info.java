/** Writes the list of bundles in the forms that its readers want. */
package io.tempera.features;
