package handlers_test
import ("testing";"fmt";"chutri/internal/progress")
func TestZZ(t *testing.T){
 k:=knowledge()
 for _,m:=range []string{"ND-T3 năm 2025: 21,3%, nguồn điều tra dinh dưỡng","ND-T3: 21,3%","ND-T3 năm 2025: 21,3 trẻ","ND-T3 đạt 21,3% năm 2025","ND T3 2025 21,3%","năm 2025 tỷ lệ thấp còi ND-T3 là 21,3% (nguồn: Viện Dinh dưỡng)","xin gia hạn ND-15 đến 31/12/2026 vì chưa có kinh phí","ND-15 xin gia hạn đến hết năm 2026 do thiếu vốn","ND-15: đạt 70%\nxong việc muối i-ốt\nND-10 đạt 30%\nBV-158","ND-15 hoàn thành 60%","ND-15 đã cấp 130/100 hộ","ND-15 không thay đổi"}{
  r:=k.Progress.Read(m,progress.Context{Agencies:[]string{"so-ct"}})
  fmt.Printf("%q %v\n",m,r.Kind)
  for _,x:=range r.Reports{ fmt.Printf("   %+v", x); if x.Percent!=nil{fmt.Printf(" pct=%v",*x.Percent)}; if x.Measured!=nil{fmt.Printf(" M=%+v",*x.Measured)}; fmt.Println()}
 }
 n:=0
 for _,tg:=range k.Register.Targets{ if len(tg.Tasks)==0{n++}}
 fmt.Println("targets",len(k.Register.Targets),"without tasks",n)
 multi:=0
 for _,x:=range k.Register.Tasks{ if len(x.Lead)>1{multi++; if multi<6 {fmt.Println(x.ID,x.Lead)}}}
 fmt.Println("multi lead",multi)
 for _,id:=range []string{"ND-T3","ND-T1","GN-T1"}{tg,_:=k.Register.Target(id);fmt.Printf("%+v %+v\n",tg,tg.Baseline)}
}
