/** For tests in real containers: nodes for Pax Exam, and nodes beside them to talk to. */
package io.tempera.exam;
