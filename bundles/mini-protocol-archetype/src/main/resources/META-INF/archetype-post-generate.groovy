// A jar keeps no modes, and an archetype no hidden file of git.
def project = new File(request.outputDirectory, request.artifactId)
['mvnw', 'bin/find-jdk'].each { new File(project, it).setExecutable(true, false) }
new File(project, '.gitignore').text = 'target/\n'
