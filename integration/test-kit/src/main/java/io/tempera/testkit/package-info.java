/** Virtual time, an in-memory network and scripted peers, for tests of any part of the node. */
package io.tempera.testkit;
