import java.io.File;

import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.RDFOntologyFormat;
import org.semanticweb.owlapi.io.RDFTriple;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLEntity;
import org.semanticweb.owlapi.model.OWLNamedIndividual;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyFormat;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;

/**
 * Opens each file as Protégé would and says what is wrong with it, one line each: file, finding, detail, by tabs.
 *
 * violation     of the OWL 2 DL profile
 * unread        a triple that means nothing to the OWL API
 * undeclared    a class or property used without a declaration
 * inconsistent  says HermiT
 * empty         a class that can have no members
 * type          not a fault: an inferred class of a member of the class named by -Dmembers=IRI
 * read          not a fault: how many axioms the file holds
 *
 * Compile with: javac --release 8 -cp HermiT.jar OwlGate.java
 */
public final class OwlGate {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            examine(file);
        }
    }

    private static void examine(String file) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(file));
        say(file, "read", ontology.getAxiomCount());
        for (Object violation : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
            say(file, "violation", violation);
        }
        OWLOntologyFormat format = manager.getOntologyFormat(ontology);
        for (RDFTriple triple : ((RDFOntologyFormat) format).getOntologyLoaderMetaData().getUnparsedTriples()) {
            say(file, "unread", triple);
        }
        for (OWLEntity entity : ontology.getSignature()) {
            // Datatypes such as xsd:date, on annotations alone, must not be declared: their names are reserved.
            boolean needsDeclaration = !entity.isBuiltIn() && !entity.isOWLNamedIndividual() && !entity.isOWLDatatype();
            if (needsDeclaration && !ontology.isDeclared(entity)) {
                say(file, "undeclared", entity);
            }
        }
        reason(file, ontology);
    }

    private static void reason(String file, OWLOntology ontology) {
        Reasoner reasoner = new Reasoner(ontology);
        if (!reasoner.isConsistent()) {
            say(file, "inconsistent", "");
            return;
        }
        for (OWLClass empty : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
            say(file, "empty", empty);
        }
        String members = System.getProperty("members");
        if (members == null) {
            return;
        }
        OWLClass type = ontology.getOWLOntologyManager().getOWLDataFactory().getOWLClass(IRI.create(members));
        for (OWLNamedIndividual member : reasoner.getInstances(type, false).getFlattened()) {
            for (OWLClass inferred : reasoner.getTypes(member, false).getFlattened()) {
                say(file, "type", member.getIRI() + " " + inferred.getIRI());
            }
        }
    }

    private static void say(String file, String finding, Object detail) {
        System.out.println(file + "\t" + finding + "\t" + String.valueOf(detail).replaceAll("\\s+", " "));
    }
}
