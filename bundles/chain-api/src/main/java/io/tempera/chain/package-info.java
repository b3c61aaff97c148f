/** A chain of blocks: what is served of it, what follows one, and how blocks are read. */
@Export
@Version("0.1.0")
package io.tempera.chain;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
