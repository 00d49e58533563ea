package search
import ("testing";"fmt";"os";"chutri/internal/agencies")
func TestQ(t *testing.T){
 m:=mat()
 x:=New(m.Register,agencies.New(m.Register.Agencies),m.Synonyms)
 s:=newScratch(x)
 q:=os.Getenv("Q")
 s.read(x,q)
 fmt.Println("how",s.how,"und",s.understood)
 for _,w:=range s.words{fmt.Print(w.text); if w.dropped{fmt.Print("-")}; fmt.Print(" ")}
 fmt.Println()
 for i,p:=range s.positions{ fmt.Printf("%d w%.2f p%.2f s%d:",i,p.weight,p.pair,p.sentence); for _,m:=range p.terms{fmt.Print(" ",x.words.names[m.term],m.weak)}; fmt.Println()}
 s.gather(x,nil);s.weigh(x)
 for _,c:=range s.found[:min(5,len(s.found))]{ fmt.Println(m.Register.Tasks[c.task].ID,c.score,c.share,m.Register.Tasks[c.task].Title); for i,n:=range featureNames{fmt.Printf("%s %.2f  ",n,c.features[i])}; fmt.Println()}
 g:=s.signal(x.model)
 for i,n:=range signalNames{fmt.Printf("%s %.2f (%.2f) ",n,g[i],g[i]*(x.model.long[i]+s.shape.short()*x.model.short[i]))}
 fmt.Println(x.model.answerable(s))
}
