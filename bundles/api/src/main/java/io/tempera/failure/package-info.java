/** What went wrong, as values that cross bundle borders without pinning a class loader. */
@Export
@Version("0.1.0")
package io.tempera.failure;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
