/** Many mini-protocols over one bearer. */
@Export
@Version("0.1.0")
package io.tempera.mux;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
