// The project's own tests have passed when this is run; here is what they cannot see.
import java.util.jar.JarFile

def project = new File(basedir, 'project/hello-there')
['mvnw', 'bin/find-jdk'].each { assert new File(project, it).canExecute() : it }
assert new File(project, '.mvn/wrapper/maven-wrapper.properties').file
assert new File(project, '.gitignore').text == 'target/\n'
assert new File(project, 'target/failsafe-reports').list().any { it.endsWith('GreetingIT.txt') }
new JarFile(new File(project, 'target/hello-there-1.2.0.jar')).withCloseable {
  def headers = it.manifest.mainAttributes
  assert headers.getValue('Bundle-Version') == '1.2.0'
  assert headers.getValue('Service-Component').contains('org.example.hello.Greeting')
}
true
